using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Guard;

/// <summary>Looks at a newsroom as readers and as <c>broadside doctor</c> do.</summary>
internal static class Doctor
{
    /// <summary>Everything that doctor prints.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(this TestNewsroom newsroom)
    {
        var lines = new List<string>();
        foreach (var check in newsroom.Services.GetServices<ICheck>())
        {
            await foreach (var line in check.RunAsync(TestContext.Current.CancellationToken))
            {
                lines.Add(line);
            }
        }
        return lines;
    }

    /// <summary>What one of the checks finds.</summary>
    public static async Task<IReadOnlyList<string>> DoctorAsync(this TestNewsroom newsroom, string check)
    {
        var lines = new List<string>();
        await foreach (var line in newsroom.Services.GetServices<ICheck>().Single(c => c.Name == check).RunAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(line);
        }
        return lines;
    }

    /// <summary>Every published text, list and part of the site record, as pages are made from: equal texts mean equal pages.</summary>
    public static async Task<string> ServedAsync(this TestNewsroom newsroom)
    {
        var served = new StringBuilder();
        var catalogue = newsroom.Get<Catalogue>();
        var reader = newsroom.Get<ArticleReader>();
        foreach (var entry in catalogue.Latest(ListKey.All, 100))
        {
            var content = await reader.ReadAsync(entry, TestContext.Current.CancellationToken);
            served.Append(entry.Address).Append(' ').AppendLine(content is null ? "503" : Encoding.UTF8.GetString(CanonicalJson.Bytes(content)));
        }
        served.AppendLine(Encoding.UTF8.GetString(CanonicalJson.Bytes(newsroom.Get<SiteRecord>().Read<Menus>(Menus.Part))));
        return served.ToString();
    }

    public static async Task<IReadOnlyList<Alarm>> AlarmsAsync(this TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Alarm>().AsNoTracking().Where(a => a.ClearedAt == null).ToListAsync(TestContext.Current.CancellationToken);
    }
}
