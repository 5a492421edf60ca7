namespace Broadside.Themes;

/// <summary>What surrounds every reader's page: identity, menus, languages, footer.</summary>
[Shown]
public sealed record PageFrame
{
    /// <summary>BCP 47, of the interface: a language that has a translation file.</summary>
    public required string Language { get; init; }

    /// <summary>"ltr" or "rtl".</summary>
    public string Dir { get; init; } = "ltr";

    public required string Outlet { get; init; }

    public string? Tagline { get; init; }

    /// <summary>The front page in this language.</summary>
    public string Home { get; init; } = "/";

    /// <summary>True on a front page, where the name is the page's heading.</summary>
    public bool IsFront { get; init; }

    /// <summary>An <c>img</c> in place of the outlet's name in letters.</summary>
    public Html Logo { get; init; }

    /// <summary>What the outlet has to say on every page; null: nothing.</summary>
    public NoticeLine? Notice { get; init; }

    /// <summary>Sections, in the masthead.</summary>
    public IReadOnlyList<Link> Menu { get; init; } = [];

    /// <summary>About, masthead, ethics, ownership, privacy, contact: in the footer.</summary>
    public IReadOnlyList<Link> About { get; init; } = [];

    /// <summary>This page, or the front, in the outlet's other languages.</summary>
    public IReadOnlyList<Link> Languages { get; init; } = [];

    /// <summary>Named feeds, in the footer.</summary>
    public IReadOnlyList<Link> Feeds { get; init; } = [];

    public string Search { get; init; } = "/search";

    /// <summary>Where the form to sign up for mail goes, as an absolute address: it works from mirrors too. Null on the pages that are about subscriptions themselves.</summary>
    public string? Subscribe { get; init; }

    /// <summary>The page has that form within its text, so the footer has none.</summary>
    public bool HasSubscribe { get; init; }

    /// <summary>Where readers give; null while nothing is set up for it.</summary>
    public string? Give { get; init; }

    /// <summary>Accounts and addresses for those who give without a processor; also on mirrors. Null while there are none.</summary>
    public string? GiveOffline { get; init; }

    /// <summary>On a front page: the day of its newest article. Never the day of the reader's visit: every reader gets the same bytes.</summary>
    public When? Newest { get; init; }

    /// <summary>"site key not certified", or whom the root key vouches for.</summary>
    public string? KeyLine { get; init; }

    /// <summary>The page that tells how to check this site.</summary>
    public string? Check { get; init; }

    /// <summary>Articles' script may install the worker that reads mirrors when the outlet cannot be reached.</summary>
    public bool HasWorker { get; init; }

    /// <summary>Who owns the words, under which licence.</summary>
    public string? Rights { get; init; }

    /// <summary>The page takes the site's script: it is long, or has something to load on click (an embed). It works without.</summary>
    public bool NeedsScript { get; init; }
}
