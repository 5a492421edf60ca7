using Broadside.Kit;

namespace Broadside.Articles.Body;

/// <summary>How foreign HTML is to be read.</summary>
public sealed record HtmlReaderOptions
{
    public static HtmlReaderOptions Default { get; } = new();

    /// <summary>What relative addresses are relative to; absent: the root.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The outlet's own hosts, in lower case: links to them become paths from the root.</summary>
    public IReadOnlySet<string> OwnHosts { get; init; } = new HashSet<string>();

    /// <summary>Looks an address (absolute where a base is known) up in the media library.</summary>
    public Func<string, FoundMedia?>? FindMedia { get; init; }

    /// <summary>Hosts whose links lose their address and keep their words (<c>--strip</c>).</summary>
    public Func<string, bool>? Strip { get; init; }

    /// <summary>Hosts whose frames become a linked embed although the provider is unknown (<c>--keep</c>).</summary>
    public Func<string, bool>? Keep { get; init; }

    /// <summary>Where block ids come from.</summary>
    public Func<string> NewId { get; init; } = Ids.NewBlockId;
}
