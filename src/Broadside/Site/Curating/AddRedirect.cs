using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Curating;

/// <summary>Lets an address of an earlier time lead to a page of this site, for good (301).</summary>
public sealed class AddRedirect(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, VersionStore versions, PageCache cache, AuditLog audit)
{
    public async Task<Outcome<string>> RunAsync(string? from, string? to, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        var (old, now) = ((from ?? "").Trim(), (to ?? "").Trim());
        if (!SafePath.IsOwn(old) || old == "/")
        {
            return new Refusal("redirect_from", "The old address is a path of this site that begins with /.", "From");
        }
        if (!SafePath.IsOwn(now))
        {
            return new Refusal("redirect_to", "The new address is a path of this site that begins with /.", "To");
        }
        if (cache.Knows(old) || IsProgram(old))
        {
            return new Refusal("redirect_taken", "A page stands at the old address: it would never be asked.", "From");
        }
        if (!cache.Knows(now.Split('?', '#')[0]))
        {
            return new Refusal("redirect_nowhere", "No page stands at the new address.", "To");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var paths = site.Read<Redirects>(Redirects.Part).Paths.ToDictionary(StringComparer.Ordinal);
        paths[old] = now;
        if (site.Draft(Redirects.Part, new Redirects { Paths = paths }, who, $"{old} leads to {now}.") is { } draft)
        {
            await audit.AddAsync(db, who, "add redirect", "site/redirects", $"{old} → {now}", cancel);
            await versions.CommitAsync(db, writing, [draft], cancel);
        }
        return old;
    }

    private static bool IsProgram(string path) => path.Split('/', '?')[1].ToLowerInvariant() is "desk" or "media" or "theme" or "assets" or ".well-known" or "healthz" or "readyz";
}
