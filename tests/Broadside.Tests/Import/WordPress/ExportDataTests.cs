using System.Text.Json;
using Broadside.Import;

namespace Broadside.Tests.Import.WordPress;

public sealed class ExportDataTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Real_exports_give_the_counts_that_were_made_independently(string engine)
    {
        var folder = TestData.At("data", "imports");
        using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "expected-counts.json")));
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var compared = 0;
        foreach (var file in expected.RootElement.GetProperty("wxr").EnumerateObject())
        {
            var outcome = await newsroom.TryImportAsync([Path.Combine(folder, file.Name)]);
            Compare(file.Name, file.Value, outcome.Value, outcome.Refusal?.Message);
            compared++;
            if (outcome.Value is { } report)
            {
                // The next file may come from the same site: this is what an undone import must not disturb.
                await newsroom.Get<UndoImport>().RunAsync(report.Run!, Broadside.Guard.Actor.Operator, _ => { }, TestContext.Current.CancellationToken);
            }
        }
        Assert.True(compared > 20, $"only {compared} files were compared");
    }

    private static void Compare(string name, JsonElement expected, ImportReport? report, string? refused)
    {
        if (!expected.GetProperty("xml_well_formed").GetBoolean())
        {
            Assert.True(refused?.Contains("line", StringComparison.Ordinal) ?? report!.Warnings.Any(w => w.Code == "repaired"), $"{name}: neither refused with a line nor reported");
            return;
        }
        if (expected.GetProperty("wxr_version").GetString() is not ("1.0" or "1.1" or "1.2"))
        {
            Assert.Contains("version", refused, StringComparison.Ordinal);
            return;
        }
        Assert.True(report is not null, $"{name} was refused: {refused}");
        var (posts, pages) = (Number(expected, "post"), Number(expected, "page"));
        var live = Published(expected, "post") + Published(expected, "page");
        var passwords = expected.GetProperty("password_protected").GetInt32();
        Assert.True((posts, pages, posts + pages - live + passwords) == (report.Counts.Articles, report.Counts.Pages, report.Counts.Drafts), $"{name}: {report.Counts}");
        var others = expected.GetProperty("items_by_type").EnumerateObject().Where(t => t.Name is not ("post" or "page" or "attachment")).Sum(t => t.Value.GetInt32());
        Assert.Equal(others, report.Warnings.Count(w => w.Code is "type" or "menu"));
        if (others == 0)
        {
            Assert.Equal(expected.GetProperty("comments").GetInt32(), report.Counts.Comments);
        }
        Assert.True(report.Counts.People >= expected.GetProperty("authors").GetInt32(), $"{name}: {report.Counts.People} people");
        Assert.True(report.Counts.Topics >= expected.GetProperty("categories").GetInt32(), $"{name}: {report.Counts.Topics} topics");
        Assert.True(report.Counts.Tags >= expected.GetProperty("tags").GetInt32(), $"{name}: {report.Counts.Tags} tags");
    }

    private static int Number(JsonElement expected, string type) =>
        expected.GetProperty("items_by_type").TryGetProperty(type, out var number) ? number.GetInt32() : 0;

    private static int Published(JsonElement expected, string type) =>
        expected.GetProperty("status_by_type").TryGetProperty(type, out var states) && states.TryGetProperty("publish", out var number) ? number.GetInt32() : 0;
}
