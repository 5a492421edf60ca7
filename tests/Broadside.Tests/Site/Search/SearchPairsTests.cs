using Broadside.Guard;
using Broadside.Import.Sample;
using Broadside.Site.Search;

namespace Broadside.Tests.Site.Search;

public sealed class SearchPairsTests
{
    private const double Wanted = 0.95;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_readers_ask_of_the_sample_outlet_stands_among_the_first_three(string engine)
    {
        var pairs = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Site", "search-pairs.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .ToList();
        Assert.True(pairs.Count >= 60, $"only {pairs.Count} pairs");
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<MakeSample>().RunAsync(Actor.Operator, TestContext.Current.CancellationToken);

        var missed = new List<string>();
        foreach (var pair in pairs)
        {
            var found = await newsroom.Get<SearchArticles>().RunAsync(pair[0], pair[1], 1, TestContext.Current.CancellationToken);
            if (found.Results.Take(3).All(r => r.Content.Slug != pair[2]))
            {
                missed.Add($"{pair[0]} ({pair[1]}): wanted {pair[2]}, found {string.Join(", ", found.Results.Select(r => r.Content.Slug).Take(5))}");
            }
        }

        Assert.True(missed.Count <= pairs.Count * (1 - Wanted), $"{pairs.Count - missed.Count} of {pairs.Count} hit:\n{string.Join('\n', missed)}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{pairs.Count - missed.Count} of {pairs.Count} hit\n{string.Join('\n', missed)}");
    }
}
