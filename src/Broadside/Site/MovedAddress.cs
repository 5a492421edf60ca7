using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Site;

/// <summary>
/// Follows the signed word that the outlet has moved, also while it is served: addresses in pages are the new ones from then on, and
/// who asks at an old one is led to the new one.
/// </summary>
public sealed class MovedAddress
{
    private readonly SiteRecord site;
    private readonly BaseAddress address;
    private volatile HashSet<string> old = [];

    public MovedAddress(SiteRecord site, BaseAddress address, Catalogue catalogue)
    {
        (this.site, this.address) = (site, address);
        // Whoever makes pages subscribes after this, and hears of the change after it.
        catalogue.Changed += changed =>
        {
            if (changed.Contains(SiteRecord.Subject(Moves.Part)))
            {
                Follow();
            }
        };
    }

    /// <summary>Whether the outlet has ever moved.</summary>
    public bool HasMoved => old.Count > 0;

    /// <summary>Reads what is signed. Once at the start, and at each change.</summary>
    public void Follow()
    {
        var moves = site.Read<Moves>(Moves.Part);
        // Where the operator has set another address since, that one counts.
        if (moves.Last is { } last && last.From == address.Value)
        {
            address.MoveTo(last.To);
        }
        var now = address.Host;
        old = moves.List.Select(m => new Uri(m.From).Authority).Where(host => host != now).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether this is a host (with its port) that the outlet has left.</summary>
    public bool IsOld(string host) => old.Contains(host);

    /// <summary>Leads on who asks at an old address. A form sent there is answered where it arrived.</summary>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (!HasMoved || !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) || !IsOld(context.Request.Host.Value ?? ""))
        {
            return next(context);
        }
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = address.Value + context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Task.CompletedTask;
    }
}
