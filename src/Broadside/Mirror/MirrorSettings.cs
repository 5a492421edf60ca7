namespace Broadside.Mirror;

/// <summary>Settings <c>Mirror:…</c></summary>
public sealed record MirrorSettings
{
    /// <summary>Whether the serving program keeps the newest edition in <c>edition/</c> and answers for it; without it no mirror is renewed and nobody can check the live site.</summary>
    public bool KeepEdition { get; init; } = true;
}
