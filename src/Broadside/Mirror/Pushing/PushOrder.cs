namespace Broadside.Mirror.Pushing;

/// <summary>What a job <c>mirror.push</c> is to do.</summary>
/// <param name="Mirror">Its id; null: all.</param>
/// <param name="All">Send every file, whatever the mirror says that it has.</param>
/// <param name="Edition">The edition that it is about: a mirror that has it is left alone. Null: whatever it has.</param>
public sealed record PushOrder(string? Mirror = null, bool All = false, long? Edition = null);
