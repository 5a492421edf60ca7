using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Names;

/// <summary>Takes a topic or a person away that no published article stands under.</summary>
public sealed class RemoveName(IDbContextFactory<NewsroomDb> dbs, NameQueries names, WriteSiteRecord record, VersionStore versions, AuditLog audit)
{
    public async Task<Outcome<string>> RunAsync(NameList list, string slug, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await names.FindAsync(list, slug, cancel) is not { } entry || list is not (NameList.Topics or NameList.People))
        {
            return new Refusal("unknown", "Nothing stands at this address.");
        }
        if (entry.Count > 0)
        {
            return new Refusal("name_used", "Published articles stand under it. Make it one with another instead.");
        }
        if (list == NameList.Topics && await db.Set<Topic>().FindAsync([slug], cancel) is { } topic)
        {
            foreach (var below in await db.Set<Topic>().Where(t => t.Parent == slug).ToListAsync(cancel))
            {
                below.Parent = topic.Parent;
            }
            db.Remove(topic);
        }
        else if (list == NameList.People && await db.Set<Person>().FindAsync([slug], cancel) is { } person)
        {
            db.Remove(person);
        }
        await audit.AddAsync(db, who, "remove name", $"{list.ToString().ToLowerInvariant()}/{slug}", entry.Name, cancel);
        await versions.CommitAsync(db, writing, await record.DraftDirectoryAsync(db, who, $"{entry.Name} was taken away.", cancel), cancel);
        return entry.Name;
    }
}
