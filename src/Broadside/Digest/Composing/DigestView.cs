using Broadside.Themes;

namespace Broadside.Digest.Composing;

/// <summary>What the templates <c>digest</c> and <c>digest-text</c> read. All addresses are absolute.</summary>
[Shown]
public sealed record DigestView
{
    public required string Language { get; init; }

    public required string Dir { get; init; }

    public required string Outlet { get; init; }

    public required string Subject { get; init; }

    public required string Date { get; init; }

    public required string Home { get; init; }

    /// <summary>An editor's words on top.</summary>
    public string? Note { get; init; }

    public required string Accent { get; init; }

    public IReadOnlyList<DigestSection> Sections { get; init; } = [];

    /// <summary>Of a day with very many articles those that are not shown whole.</summary>
    public IReadOnlyList<DigestHeadline> Headlines { get; init; } = [];

    /// <summary>Stories that run on, of which this digest tells an article.</summary>
    public IReadOnlyList<DigestDossier> Dossiers { get; init; } = [];

    /// <summary>The campaign that runs; null: none.</summary>
    public DigestCampaign? Campaign { get; init; }

    public IReadOnlyList<DigestCorrection> Corrections { get; init; } = [];

    /// <summary>The same digest on the web.</summary>
    public required string Web { get; init; }

    public required string Archive { get; init; }

    /// <summary>"You get this because you asked for it at …".</summary>
    public required string Why { get; init; }

    /// <summary>Each recipient's own: a hole in the frozen text. Absent on the web.</summary>
    public string? Leave { get; init; }

    public string? Change { get; init; }

    /// <summary>Where to write to.</summary>
    public string? Contact { get; init; }

    public string? Key { get; init; }

    /// <summary>"We have moved", for a month.</summary>
    public string? Moved { get; init; }

    /// <summary>Number and hash of the newest edition when the digest was made: with it every mailbox is a witness.</summary>
    public string? Edition { get; init; }

    /// <summary>Where else the site can be read.</summary>
    public IReadOnlyList<string> Mirrors { get; init; } = [];
}

/// <param name="Name">The section's; the first has none where there is only one.</param>
[Shown]
public sealed record DigestSection(string? Name, IReadOnlyList<DigestItem> Items);

[Shown]
public sealed record DigestItem
{
    public required string Title { get; init; }

    public required string Href { get; init; }

    public string? Label { get; init; }

    public string? Standfirst { get; init; }

    public string? By { get; init; }

    /// <summary>Where its words are in another language than the digest's.</summary>
    public string? Language { get; init; }

    public string? Dir { get; init; }

    public string? Picture { get; init; }

    public string? Alt { get; init; }

    public string? Credit { get; init; }

    /// <summary>As shown, 536 wide.</summary>
    public int PictureHeight { get; init; }
}

[Shown]
public sealed record DigestHeadline(string Title, string Href);

/// <param name="Title">"The story so far: …".</param>
/// <param name="Text">Its last sentence.</param>
[Shown]
public sealed record DigestDossier(string Title, string Href, string Text);

/// <param name="Raised">"3,250 EUR of 10,000 EUR", as last published.</param>
[Shown]
public sealed record DigestCampaign(string Title, string Href, string Raised);

[Shown]
public sealed record DigestCorrection(string Title, string Href, string Text)
{
    /// <summary>Where its words are in another language than the digest's.</summary>
    public string? Language { get; init; }

    public string? Dir { get; init; }
}
