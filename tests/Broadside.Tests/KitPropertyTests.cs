using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests;

public sealed class KitPropertyTests
{
    private static readonly Gen<JsonNode?> Json = Gen.Recursive<JsonNode?>((depth, inner) => depth > 3
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())])),
            Gen.Select(Text, inner).Array[0, 4].Select(pairs => (JsonNode?)new JsonObject(pairs.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, p.Item2?.DeepClone()))))));

    private static Gen<string> Text => Gen.String[Gen.Char["aé€\n\"\\/ \u0001\uFFFFzZ09"], 0, 6];

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)));

    [Fact]
    public void Canonical_json_is_the_same_however_it_was_written() =>
        Json.Sample(node =>
        {
            var once = CanonicalJson.Bytes(node);
            using var indented = JsonDocument.Parse(node?.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) ?? "null");
            return once.AsSpan().SequenceEqual(CanonicalJson.Bytes(indented.RootElement)) && once.AsSpan().SequenceEqual(CanonicalJson.Bytes(JsonNode.Parse(once)));
        });

    [Theory]
    [InlineData("{\"b\":1,\"a\":{\"d\":[true,null],\"c\":\"é\\/\"}}", "{\"a\":{\"c\":\"é/\",\"d\":[true,null]},\"b\":1}")]
    [InlineData("{\"€\":1,\"\\u0000\":2,\"😀\":3,\"\\uffff\":4}", "{\"\\u0000\":2,\"€\":1,\"\\uD83D\\uDE00\":3,\"\uFFFF\":4}")]
    public void Canonical_json_sorts_keys_by_code_unit(string given, string expected)
    {
        using var document = JsonDocument.Parse(given);
        using var same = JsonDocument.Parse(expected);

        using var canonical = JsonDocument.Parse(CanonicalJson.Bytes(document.RootElement));
        Assert.Equal(same.RootElement.EnumerateObject().Select(p => p.Name), canonical.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    public void Canonical_json_refuses_what_is_no_whole_number(string number)
    {
        using var document = JsonDocument.Parse(number);

        Assert.Throws<JsonException>(() => CanonicalJson.Bytes(document.RootElement));
    }

    [Fact]
    public void A_slug_of_anything_is_fit_for_an_address_and_its_own_slug() =>
        Gen.String.Sample(text =>
        {
            var slug = Slug.From(text);
            var isFit = slug.Length <= 80 && !slug.StartsWith('-') && !slug.EndsWith('-') && !slug.Contains("--", StringComparison.Ordinal)
                && slug.EnumerateRunes().All(r => r.Value == '-' || Rune.IsLetterOrDigit(r) || Rune.GetUnicodeCategory(r) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
                && slug.IndexOfAny(['/', '?', '#', '%', '\\', '<', '"', ' ']) < 0;
            return isFit && Slug.From(slug) == slug;
        });

    [Fact]
    public void An_id_made_later_sorts_later_and_none_comes_twice()
    {
        var time = new FakeTime();
        var ids = new Ids(time);
        Gen.Int[1, 100_000].Array[2, 20].Sample(
            steps =>
            {
                var made = new List<string>();
                foreach (var step in steps)
                {
                    made.Add(ids.New());
                    time.Advance(TimeSpan.FromMilliseconds(step));
                }
                return made.SequenceEqual(made.Order(StringComparer.Ordinal)) && made.Distinct().Count() == made.Count && made.All(id => id.Length == 20);
            },
            threads: 1);
    }

    [Fact]
    public void A_setting_reads_as_it_was_set() =>
        Gen.Select(Gen.Int, Gen.Bool, Gen.String.Where(s => !s.Contains('\0')), Gen.Int.Array[0, 5]).Sample((number, flag, text, list) =>
        {
            var environment = new Hashtable
            {
                ["BROADSIDE__TRIED__NUMBER"] = number.ToString(CultureInfo.InvariantCulture),
                ["BROADSIDE__Tried__Flag"] = flag ? "true" : "0",
                ["BROADSIDE__TRIED__TEXT"] = text,
            };
            for (var i = 0; i < list.Length; i++)
            {
                environment[$"BROADSIDE__TRIED__LIST__{i}"] = list[i].ToString(CultureInfo.InvariantCulture);
            }
            var settings = new Settings(null, environment);
            var tried = settings.Read<Tried>("Tried");
            settings.RefuseUnknown();
            return tried.Number == number && tried.Flag == flag && tried.Text == text && tried.List.SequenceEqual(list);
        });

    [Fact]
    public void What_a_recent_cache_holds_is_what_was_last_set() =>
        Gen.Select(Gen.Int[0, 20], Gen.Int).Array[0, 200].Sample(sets =>
        {
            var (cache, model) = (new RecentCache<int, int>(8), new Dictionary<int, int>());
            foreach (var (key, value) in sets)
            {
                cache.Set(key, value);
                model[key] = value;
                if (!cache.TryGet(key, out var now) || now != value)
                {
                    return false;
                }
            }
            return model.All(pair => !cache.TryGet(pair.Key, out var held) || held == pair.Value);
        });

    private sealed record Tried
    {
        public int Number { get; init; }

        public bool Flag { get; init; }

        public string Text { get; init; } = "";

        public IReadOnlyList<int> List { get; init; } = [];
    }
}
