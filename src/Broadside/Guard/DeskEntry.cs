namespace Broadside.Guard;

/// <summary>An entry of the desk's navigation; each module's door registers its own.</summary>
/// <param name="Words">Key of its name in the desk's words.</param>
/// <param name="Address">As <c>/desk/staff</c>.</param>
/// <param name="Right">Shown to those who have it.</param>
/// <param name="Order">Lower stands first.</param>
public sealed record DeskEntry(string Words, string Address, Right Right, int Order);
