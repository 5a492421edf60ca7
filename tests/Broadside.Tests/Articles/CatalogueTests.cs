using System.Text.Json;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Articles;

public sealed class CatalogueTests
{
    private static readonly string[] Ids = ["a", "b", "c", "d", "e"];

    private sealed record Step(string Id, VersionKind Kind, int Slug, int Day, int Topics, string Language, bool IsPage, bool IsGrouped);

    private static readonly Gen<Step> Steps =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 60], Gen.Int[0, 7], Gen.Int[0, 7]).Select((id, kind, slug, day, topics, rest) =>
            new Step(Ids[id], kind switch { 4 => VersionKind.Takedown, 5 => VersionKind.Remove, _ => VersionKind.Publish }, slug, day, topics, (rest & 1) == 0 ? "en" : "es", (rest & 6) == 6, (rest & 4) == 0));

    [Fact]
    public void Whatever_is_published_taken_down_and_removed_the_lists_and_addresses_are_those_of_the_last_versions() =>
        Steps.Array[0, 40].Sample(steps =>
        {
            var catalogue = new Catalogue(_ => { }, new FakeTime());
            var last = new Dictionary<string, Step>();
            long seq = 0;
            foreach (var step in steps)
            {
                catalogue.Hear(Version(step, ++seq), step.Kind == VersionKind.Remove ? null : Card(step));
                last[step.Id] = step;
            }
            catalogue.HeardAll();

            var there = last.Values.Where(s => s.Kind != VersionKind.Remove).ToList();
            var shown = there.Where(s => s.Kind == VersionKind.Publish && !s.IsPage).OrderByDescending(s => s.Day).ThenByDescending(s => s.Id, StringComparer.Ordinal).ToList();
            Assert.Equal(shown.Select(s => s.Id), catalogue.Latest(ListKey.All, 100).Select(e => e.Id));
            foreach (var language in new[] { "en", "es" })
            {
                Assert.Equal(shown.Where(s => s.Language == language).Select(s => s.Id), catalogue.Latest(ListKey.Language(language), 100).Select(e => e.Id));
            }
            for (var topic = 0; topic < 3; topic++)
            {
                Assert.Equal(shown.Where(s => (s.Topics & 1 << topic) != 0).Select(s => s.Id), catalogue.Latest(ListKey.Topic($"t{topic}"), 100).Select(e => e.Id));
            }
            Assert.Equal(shown.Select(s => s.Id).Reverse().Skip(1).Take(2).Reverse(), catalogue.Stretch(ListKey.All, 1, 2).Select(e => e.Id));
            Assert.Equal(there.Where(s => s.Kind == VersionKind.Publish && s.IsPage).Select(s => s.Id).Order(), catalogue.Latest(ListKey.Pages, 100).Select(e => e.Id).Order());
            foreach (var step in there)
            {
                Assert.Equal(step.Id, catalogue.ByAddress(Address(step))?.Id);
                Assert.Equal(step.Id, catalogue.ByFormerAddress("/old/" + step.Id)?.Id);
                Assert.Equal(step.Kind == VersionKind.Takedown, catalogue.ById(step.Id)!.IsGone);
                Assert.Equal(step.Kind == VersionKind.Publish, catalogue.ShowsMedia(Media(step)));
            }
            foreach (var id in Ids.Where(id => there.All(s => s.Id != id)))
            {
                Assert.Null(catalogue.ById(id));
                Assert.Null(catalogue.ByFormerAddress("/old/" + id));
                Assert.All(Enumerable.Range(0, 3), slug => Assert.Null(catalogue.ByAddress($"/{id}-{slug}/")));
            }
            foreach (var step in shown.Where(s => s.IsGrouped))
            {
                Assert.Equal(there.Where(s => s.Kind == VersionKind.Publish && s.IsGrouped).Select(s => s.Id).Order(), catalogue.Translations(catalogue.ById(step.Id)!).Select(e => e.Id).Order());
            }
        });

    private static string Address(Step step) => $"/{step.Id}-{step.Slug}/";

    // A file of each article's own, so that it shows exactly while the article does.
    private static string Media(Step step) => new string(step.Id[0], 64);

    private static LiveVersion Version(Step step, long seq) => new()
    {
        Subject = Article.Subject(step.Id),
        Seq = seq,
        Number = (int)seq,
        Kind = step.Kind,
        Sha256 = new string('0', 64),
        SettledAt = DateTimeOffset.UnixEpoch,
    };

    private static byte[] Card(Step step) => JsonSerializer.SerializeToUtf8Bytes(
        new ArticleCard
        {
            Address = Address(step),
            Former = ["/old/" + step.Id],
            Kind = step.IsPage ? "page" : null,
            Lang = step.Language,
            At = step.Day * 86_400_000_000L,
            Topics = [.. Enumerable.Range(0, 3).Where(t => (step.Topics & 1 << t) != 0).Select(t => $"t{t}")],
            Media = [Media(step)[..32]],
            Group = step.IsGrouped ? "g" : null,
        },
        CanonicalJson.Options);
}
