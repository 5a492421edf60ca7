using System.Diagnostics.CodeAnalysis;

namespace Broadside.Kit;

/// <summary>
/// Keeps about the last <paramref name="size"/> values that were asked for, in two generations: when the young one is full
/// it becomes the old one, and what nobody asks for again goes with it. Safe for any number of threads.
/// </summary>
public sealed class RecentCache<TKey, TValue>(int size) where TKey : notnull
{
    private readonly Lock gate = new();
    private Dictionary<TKey, TValue> young = [];
    private Dictionary<TKey, TValue> old = [];

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (gate)
        {
            if (young.TryGetValue(key, out value))
            {
                return true;
            }
            if (!old.TryGetValue(key, out value))
            {
                return false;
            }
            Add(key, value);
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (gate)
        {
            Add(key, value);
        }
    }

    private void Add(TKey key, TValue value)
    {
        if (young.Count >= size / 2)
        {
            (old, young) = (young, []);
        }
        young[key] = value;
    }
}
