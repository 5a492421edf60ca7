using System.Text.Json;
using Broadside.Articles;
using Broadside.Import;
using Broadside.Kit;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Import.WordPress;

/// <summary>Imports in tests, and what they left.</summary>
internal static class Importing
{
    public static async Task<ImportReport> ImportAsync(this TestNewsroom newsroom, string file, ImportOptions? options = null)
    {
        var outcome = await newsroom.TryImportAsync([file], options);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    public static Task<Outcome<ImportReport>> TryImportAsync(this TestNewsroom newsroom, string[] files, ImportOptions? options = null, CancellationToken? cancel = null) =>
        newsroom.Get<ImportWordPress>().RunAsync(files, options ?? new ImportOptions(), (_, _) => { }, cancel ?? TestContext.Current.CancellationToken);

    public static async Task<ArticleContent> LiveAsync(this TestNewsroom newsroom, string address)
    {
        var entry = newsroom.Get<Catalogue>().ByAddress(address) ?? newsroom.Get<Catalogue>().ByFormerAddress(address);
        Assert.True(entry is not null, $"nothing is published at {address}");
        return (await newsroom.Get<ArticleReader>().ReadAsync(entry, TestContext.Current.CancellationToken))!;
    }

    public static async Task<ArticleContent> DraftAsync(this TestNewsroom newsroom, string title)
    {
        await using var db = newsroom.Db();
        var article = await db.Set<Article>().SingleAsync(a => a.Title == title);
        var draft = await db.Set<Draft>().SingleAsync(d => d.ArticleId == article.Id);
        return JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)!;
    }
}
