namespace Broadside.Guard;

/// <summary>An address of the desk for people who have not signed in: signing in itself, one-time links, the desk's stylesheet.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OpenToAllAttribute : Attribute;
