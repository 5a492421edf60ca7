namespace Broadside.Staff;

/// <summary>Someone who signs in to the desk. Who is removed keeps the row, for the names in the audit log, and nothing to sign in with.</summary>
public sealed class StaffMember
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>In lower case; the name to sign in with by password.</summary>
    public required string Email { get; set; }

    public Role Role { get; set; }

    /// <summary>BCP 47: the language of the desk.</summary>
    public required string Language { get; set; }

    public Scheme Scheme { get; set; }

    public string? PasswordHash { get; set; }

    /// <summary>The secret of the codes (TOTP), sealed by <c>Guard.Secrets</c>.</summary>
    public string? CodeSecret { get; set; }

    /// <summary>One that was shown and not yet confirmed by a first code.</summary>
    public string? CodeSecretOffered { get; set; }

    /// <summary>Time step of the last code that was taken: none is taken twice.</summary>
    public long CodeStep { get; set; }

    /// <summary>Row of the audit log up to which an owner has seen what the others did.</summary>
    public long ToldSeq { get; set; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? SeenAt { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Subject of what the audit log says about this person.</summary>
    public string Subject => SubjectOf(Id);

    public static string SubjectOf(string id) => "staff/" + id;
}

public enum Role
{
    Owner,
    Editor,
    Writer,
    Treasurer,
    Translator,
}

/// <summary>Light or dark: as the machine says, or as chosen.</summary>
public enum Scheme
{
    Auto,
    Light,
    Dark,
}
