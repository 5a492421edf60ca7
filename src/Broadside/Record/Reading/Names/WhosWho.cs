using Broadside.Record.Actors;

namespace Broadside.Record.Reading.Names;

/// <summary>Tells which names a who's who wants from those that a text drops in passing.</summary>
internal static class WhosWho
{
    public static IReadOnlyList<FoundName> Offer(IReadOnlyList<FoundName> names, IReadOnlyList<FoundQuote> quotes, IReadOnlyList<FoundEvent> events)
    {
        var parties = quotes.Select(q => q.Speaker?.Name).OfType<string>().Concat(events.SelectMany(e => e.Actors.Concat(e.Recipients)).Select(p => p.Name)).ToHashSet(StringComparer.Ordinal);
        var times = names.CountBy(n => n.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. names.Select(n => n with { IsOffered = n.Kind == ActorKind.Person || parties.Contains(n.Name) || (n.Kind is not ActorKind.Place && times[n.Name] > 1) })];
    }
}
