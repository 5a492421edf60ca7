namespace Broadside.Articles;

/// <summary>What the outlet's own pages are made from.</summary>
public sealed record PageAnswers
{
    /// <summary>Language of the pages: "en" or "es".</summary>
    public required string Language { get; init; }

    /// <summary>Who publishes, by their legal name.</summary>
    public required string Owner { get; init; }

    /// <summary>Town and country.</summary>
    public required string Place { get; init; }

    /// <summary>The year of the first issue.</summary>
    public required string Since { get; init; }

    /// <summary>Who answers for what is published.</summary>
    public required string Editor { get; init; }

    public required string Email { get; init; }

    /// <summary>One or two sentences on where the money comes from.</summary>
    public required string Funding { get; init; }

    /// <summary>Name of the first answer that says nothing; null when all do.</summary>
    public string? Missing() =>
        new[] { (nameof(Owner), Owner), (nameof(Place), Place), (nameof(Since), Since), (nameof(Editor), Editor), (nameof(Email), Email), (nameof(Funding), Funding) }
            .FirstOrDefault(a => string.IsNullOrWhiteSpace(a.Item2)).Item1;
}
