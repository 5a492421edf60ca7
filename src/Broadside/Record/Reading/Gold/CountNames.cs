using Broadside.Record.Actors;
using Broadside.Record.Reading.Names;

namespace Broadside.Record.Reading.Gold;

/// <summary>
/// Counts names. Gold marks whole phrases ("Malaysia's Prime Minister", "Gary Fan of the Neo Democrats", "this country"): each is cut to the name in it, and
/// phrases without one are left out. Gold names only who has an entry in an encyclopedia: what stands outside every gold phrase is not judged.
/// A text is read twice, with every second entity in the directory, so that each entity is once known and once new.
/// </summary>
internal static class CountNames
{
    public static void Count(GoldText gold, Tally all, Tally known, Tally fresh)
    {
        var cores = gold.Names!.Select(n => (Name: n, Core: GoldCore.Of(n, Text(gold, n.Place.Block)))).ToList();
        var identities = gold.Names!.Select(n => n.Identity).Distinct(StringComparer.Ordinal).ToList();
        for (var fold = 0; fold < 2; fold++)
        {
            var half = identities.Where((_, i) => i % 2 == fold).ToHashSet(StringComparer.Ordinal);
            var found = RecordReader.Read(gold.Text, Directory(cores, half)).Names;
            CountFold(found, cores, half, known, fresh);
        }
        // Both halves, so each name once as known and once as new.
        (all.Right, all.Given, all.Gold, all.Answered) = (known.Right + fresh.Right, known.Given + fresh.Given, known.Gold + fresh.Gold, known.Answered + fresh.Answered);
    }

    /// <summary>Counts names that were found without a directory, by whatever tool, of one kind (as gold writes it) or of all.</summary>
    /// <param name="isExact">False: a span that overlaps is enough.</param>
    public static void CountNew(GoldText gold, IReadOnlyList<FoundName> found, string? kind, bool isExact, Tally tally)
    {
        var cores = gold.Names!.Select(n => (Name: n, Core: GoldCore.Of(n, Text(gold, n.Place.Block)))).Where(c => c.Core is not null).ToList();
        var used = new HashSet<FoundName>(ReferenceEqualityComparer.Instance);
        foreach (var (name, core) in cores.Where(c => kind is null || c.Name.Kind == kind))
        {
            var match = found.FirstOrDefault(f => (isExact ? Same(f, core!.Value) : Touches(f, core!.Value)) && KindOf(f.Kind) == name.Kind);
            tally.Gold++;
            if (match is not null)
            {
                tally.Right++;
                tally.Given++;
                used.Add(match);
            }
        }
        tally.Given += found.Count(f => !used.Contains(f) && (kind is null || KindOf(f.Kind) == kind) && cores.Any(c => Touches(f, c.Core!.Value)));
    }

    public static string KindOf(ActorKind kind) => kind switch { ActorKind.Person => "person", ActorKind.Org => "organization", _ => "place" };

    private static void CountFold(IReadOnlyList<FoundName> found, List<(GoldName Name, GoldPlace? Core)> cores, HashSet<string> half, Tally known, Tally fresh)
    {
        var used = new HashSet<FoundName>(ReferenceEqualityComparer.Instance);
        foreach (var (name, core) in cores.Where(c => c.Core is not null))
        {
            var tally = half.Contains(name.Identity) ? known : fresh;
            tally.Gold++;
            var match = found.FirstOrDefault(f => Same(f, core!.Value) && KindOf(f.Kind) == name.Kind);
            tally.Right += match is null ? 0 : 1;
            tally.Answered += found.Any(f => Touches(f, core!.Value)) ? 1 : 0;
            if (match is not null)
            {
                used.Add(match);
                tally.Given++;
                (match.Actor is null ? fresh : known).Judge(match.Reason, true);
            }
            else
            {
                tally.Faults.Add($"name missed: {name.Identity} {core!.Value.Block} '{name.Exact}'");
            }
        }
        foreach (var wrong in found.Where(f => !used.Contains(f)))
        {
            if (wrong.Actor is not null)
            {
                // What is linked to the directory is judged wherever it stands.
                var right = cores.Any(c => half.Contains(c.Name.Identity) && wrong.Actor == c.Name.Identity && Inside(wrong, c.Name.Place));
                Wrong(known, wrong, !right && cores.Any(c => c.Core is { } core && Touches(wrong, core)));
            }
            else
            {
                Wrong(fresh, wrong, cores.Any(c => c.Core is { } core && Touches(wrong, core)));
            }
        }
    }

    private static void Wrong(Tally tally, FoundName name, bool isJudged)
    {
        if (isJudged)
        {
            tally.Given++;
            tally.Judge(name.Reason, false);
            tally.Faults.Add($"name wrong: {name.Passage.Block} '{name.Passage.Exact}' {name.Kind} {name.Reason.Rule}");
        }
    }

    private static ActorDirectory Directory(List<(GoldName Name, GoldPlace? Core)> cores, HashSet<string> half) => new(cores
        .Where(c => half.Contains(c.Name.Identity))
        .GroupBy(c => c.Name.Identity)
        .Select(g => new DirectoryActor
        {
            Id = g.Key,
            Name = g.Key,
            Kind = g.First().Name.Kind switch { "person" => ActorKind.Person, "organization" => ActorKind.Org, _ => ActorKind.Place },
            // What an editor would have accepted when the name first came up.
            Aliases = [.. g.Where(c => c.Core is not null).Take(1).Select(c => new KnownName(c.Name.Exact[(c.Core!.Value.Start - c.Name.Place.Start)..(c.Core.Value.End - c.Name.Place.Start)]))],
        }));

    private static string Text(GoldText gold, string block) => gold.Text.Blocks.First(b => b.Id == block).Text;

    private static bool Same(FoundName found, GoldPlace core) => found.Passage.Block == core.Block && found.Passage.Start == core.Start && found.Passage.End == core.End;

    private static bool Inside(FoundName found, GoldPlace place) => found.Passage.Block == place.Block && found.Passage.Start >= place.Start && found.Passage.End <= place.End;

    private static bool Touches(FoundName found, GoldPlace place) => found.Passage.Block == place.Block && found.Passage.Start < place.End && place.Start < found.Passage.End;
}
