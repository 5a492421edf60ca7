namespace Broadside.Themes;

/// <summary>What the desk must know of the outlet, on floors below the module that keeps it.</summary>
public interface IOutlet
{
    string Name { get; }

    string Language { get; }

    TimeZoneInfo Zone { get; }
}
