namespace Broadside.Tests;

/// <summary>Tests that look at memory or time run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
