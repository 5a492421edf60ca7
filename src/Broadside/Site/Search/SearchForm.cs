namespace Broadside.Site.Search;

/// <summary>A sequence of stems as the index may hold it; with <paramref name="IsPrefix"/> the last is only a beginning.</summary>
public sealed record SearchForm(IReadOnlyList<string> Stems, bool IsPrefix);
