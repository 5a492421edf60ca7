namespace Broadside.Giving.Rails;

/// <summary>Rails that come and go while the program runs, as a newsroom's bank accounts do.</summary>
public interface IRailSource
{
    IReadOnlyList<IRail> Rails { get; }
}
