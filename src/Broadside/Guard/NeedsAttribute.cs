namespace Broadside.Guard;

/// <summary>Stands on every address of the desk: who lacks the right is refused before any of its code runs. What has neither this nor <see cref="OpenToAllAttribute"/> is refused to everybody.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Right right) : Attribute
{
    public Right Right => right;

    /// <summary>A dangerous act: the person must have shown within ten minutes that it is they.</summary>
    public bool Fresh { get; init; }

    /// <summary>Open as well to somebody who must set up codes before anything else.</summary>
    public bool BeforeCodes { get; init; }
}
