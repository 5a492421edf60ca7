using System.Collections.Frozen;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Broadside.Tests;

/// <summary>The slow classes begin before the others, the slowest of all first, so that none of them runs on alone at the end.</summary>
public sealed class SlowFirst : ITestCollectionOrderer
{
    private static readonly FrozenDictionary<string, int> Ranks = typeof(SlowFirst).Assembly.GetTypes()
        .Where(t => t.FullName is not null)
        .Select(t => (Name: t.FullName!, Rank: t.GetCustomAttributes<TraitAttribute>().Select(RankOf).DefaultIfEmpty(2).Min()))
        .Where(t => t.Rank < 2)
        .ToFrozenDictionary(t => t.Name, t => t.Rank);

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Rank).ThenBy(c => c.UniqueID, StringComparer.Ordinal)];

    private static int Rank<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection =>
        collection.TestCollectionDisplayName.Split(' ').Select(word => Ranks.GetValueOrDefault(word, 2)).Min();

    private static int RankOf(TraitAttribute trait) => (trait.Name, trait.Value) switch
    {
        ("Suite", "slowest") => 0,
        ("Suite", "slow") => 1,
        _ => 2,
    };
}
