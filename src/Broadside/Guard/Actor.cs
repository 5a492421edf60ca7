namespace Broadside.Guard;

/// <summary>Who does something: a person of the staff, or the operator at the command line.</summary>
public sealed record Actor(string Id, string Name)
{
    public static Actor Operator { get; } = new("operator", "operator");
}
