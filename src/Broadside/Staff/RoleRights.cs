using System.Collections.Frozen;
using Broadside.Guard;

namespace Broadside.Staff;

/// <summary>Which role may do what.</summary>
public sealed class RoleRights(DeskSettings settings)
{
    private static readonly Right[] Everybody = [Right.Enter];
    private static readonly Right[] Writes = [Right.Enter, Right.Write, Right.Translate, Right.ManageMedia];

    private readonly FrozenDictionary<Role, FrozenSet<Right>> rights = new Dictionary<Role, IEnumerable<Right>>
    {
        [Role.Owner] = Enum.GetValues<Right>(),
        [Role.Editor] = [.. Writes, Right.Publish, Right.EditOthers, Right.Review, Right.Curate, Right.SendDigest, Right.ManageSubscribers, Right.SeeAudit, Right.SeeHealth],
        [Role.Writer] = settings.WritersPublish ? [.. Writes, Right.Publish] : Writes,
        [Role.Treasurer] = [.. Everybody, Right.SeeMoney, Right.HandleMoney],
        [Role.Translator] = [.. Everybody, Right.Translate],
    }.ToFrozenDictionary(r => r.Key, r => r.Value.ToFrozenSet());

    public IReadOnlySet<Right> Of(Role role) => rights[role];
}
