using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Curating;

/// <summary>Takes a redirect away: the old address answers that nothing is there.</summary>
public sealed class RemoveRedirect(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, VersionStore versions, AuditLog audit)
{
    public async Task<Outcome<string>> RunAsync(string from, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var paths = site.Read<Redirects>(Redirects.Part).Paths.ToDictionary(StringComparer.Ordinal);
        if (!paths.Remove(from))
        {
            return new Refusal("unknown", "There is no such redirect, or not any more.");
        }
        if (site.Draft(Redirects.Part, new Redirects { Paths = paths }, who, $"{from} leads nowhere any more.") is { } draft)
        {
            await audit.AddAsync(db, who, "remove redirect", "site/redirects", from, cancel);
            await versions.CommitAsync(db, writing, [draft], cancel);
        }
        return from;
    }
}
