using System.Collections.Frozen;

namespace Broadside.Guard;

/// <summary>Who does something: a person of the staff, or the operator at the command line.</summary>
public sealed record Actor(string Id, string Name)
{
    public static Actor Operator { get; } = new("operator", "operator") { Rights = Enum.GetValues<Right>().ToFrozenSet(), IsFresh = true };

    /// <summary>The newsroom's own guard, when it takes back what is not trusted any more: it passes a freeze.</summary>
    public static Actor Guard { get; } = new("guard", "guard");

    /// <summary>The newsroom itself, at the hours that people chose.</summary>
    public static Actor Newsroom { get; } = new("newsroom", "newsroom");

    public IReadOnlySet<Right> Rights { get; init; } = FrozenSet<Right>.Empty;

    /// <summary>Id of the login session that the person acts in.</summary>
    public string? LoginSession { get; init; }

    /// <summary>Showed within the last ten minutes that it is they: dangerous acts ask for it.</summary>
    public bool IsFresh { get; init; }

    /// <summary>Showed it by a passkey.</summary>
    public bool IsFreshByPasskey { get; init; }

    public bool May(Right right) => Rights.Contains(right);
}
