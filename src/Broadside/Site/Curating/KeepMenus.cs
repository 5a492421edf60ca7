using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Curating;

/// <summary>Signs what stands in the head and foot of every page.</summary>
public sealed class KeepMenus(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, VersionStore versions, AuditLog audit)
{
    private const int Most = 40;
    private const int LongestName = 60;

    public Menus Now => site.Read<Menus>(Menus.Part);

    /// <summary>By which a form knows whether somebody changed the menus since it was opened.</summary>
    public string Mark() => CanonicalJson.Sha256(CanonicalJson.Bytes(Now))[..16];

    public async Task<Outcome<Menus>> RunAsync(Menus menus, string mark, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        var tidy = new Menus { Head = Tidy(menus.Head), Foot = Tidy(menus.Foot) };
        if ((Fault(tidy.Head, "Head") ?? Fault(tidy.Foot, "Foot")) is { } fault)
        {
            return fault;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (site.Draft(Menus.Part, tidy, who, "The menus were changed.") is not { } draft)
        {
            return tidy;
        }
        if (mark != Mark())
        {
            return new Refusal("menus_stale", "Somebody changed the menus since you opened them. Yours are below, not signed. Sign again to replace theirs.");
        }
        await audit.AddAsync(db, who, "keep menus", "site/menus", $"{tidy.Head.Count}, {tidy.Foot.Count}", cancel);
        await versions.CommitAsync(db, writing, [draft], cancel);
        return tidy;
    }

    // An entry without name and address was never written.
    private static IReadOnlyList<MenuItem> Tidy(IReadOnlyList<MenuItem> items) =>
        [.. items.Select(m => new MenuItem(m.Name.Trim(), m.Address.Trim(), string.IsNullOrWhiteSpace(m.Language) ? null : m.Language.Trim().ToLowerInvariant())).Where(m => m.Name.Length > 0 || m.Address.Length > 0)];

    private static Refusal? Fault(IReadOnlyList<MenuItem> items, string menu)
    {
        if (items.Count > Most)
        {
            return new Refusal("menu_full", $"A menu has at most {Most} entries.");
        }
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Name.Length is 0 or > LongestName)
            {
                return new Refusal("menu_name", $"Every entry wants a name of at most {LongestName} letters.", $"{menu}Name{i}");
            }
            if (!SafePath.IsOwnOrWeb(items[i].Address))
            {
                return new Refusal("menu_address", "An address begins with / for a page of this site, or with https:// for another.", $"{menu}Address{i}");
            }
        }
        return null;
    }
}
