using Broadside.Articles;
using Broadside.Guard;
using CsCheck;

namespace Broadside.Tests.Articles;

/// <summary>A timeline of many pieces says the same as a sorted list.</summary>
public sealed class TimelineTests
{
    // Many more than fit one piece, in every order that an archive can come in.
    private static readonly Gen<long[]> Archive = Gen.OneOf(
        Gen.Int[1, 2000].Select(count => Enumerable.Range(0, count).Select(n => (long)n).ToArray()),
        Gen.Int[1, 2000].Select(count => Enumerable.Range(0, count).Select(n => (long)(count - n)).ToArray()),
        Gen.Long[0, 500].Array[1, 2000]);

    [Fact]
    public void It_keeps_order_whatever_comes_and_goes() =>
        Gen.Select(Archive, Gen.Int[1, 7], Gen.Int[0, 2000], Gen.Int[0, 600]).Sample((times, nth, from, count) =>
        {
            var timeline = new Timeline();
            var all = times.Select((at, n) => Entry($"a{n:0000}", at)).ToList();
            all.ForEach(timeline.Add);
            all.ForEach(timeline.Add);
            foreach (var gone in all.Where((_, n) => n % nth == 0))
            {
                timeline.Remove(gone);
                timeline.Remove(gone);
            }
            var left = all.Where((_, n) => n % nth != 0).OrderBy(e => e.PublishedMicros).ThenBy(e => e.Id, StringComparer.Ordinal).ToList();
            Assert.Equal(left.Count, timeline.Count);
            Assert.Equal(left.AsEnumerable().Reverse(), timeline.Stretch(0, int.MaxValue));
            Assert.Equal(left.Skip(from).Take(count).Reverse(), timeline.Stretch(from, count));
            Assert.All(left.Where((_, n) => n % 97 == 0), entry => Assert.Equal(left.IndexOf(entry), timeline.IndexOf(entry)));
        });

    private static CatalogueEntry Entry(string id, long at) => new()
    {
        Id = id,
        Version = new LiveVersion { Subject = Article.Subject(id), Seq = 1, Number = 1, Kind = VersionKind.Publish, Sha256 = new string('0', 64), SettledAt = DateTimeOffset.UnixEpoch },
        PublishedMicros = at,
    };
}
