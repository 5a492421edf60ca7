using System.Collections.Concurrent;
using Broadside.Digest.Composing;
using Broadside.Storage;
using Broadside.Themes;

namespace Broadside.Digest;

/// <summary>How many people a digest would go to if it were frozen now. The list is counted at most once a minute.</summary>
public sealed class CountReaders(IEngine engine, IOutlet outlet, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<DigestKind, Counted> counted = new();

    /// <param name="All">Who gets it.</param>
    /// <param name="AtOwnHour">Those of them who chose an hour of their own.</param>
    public sealed record Readers(long All, long AtOwnHour);

    public async Task<Readers> RunAsync(DigestKind kind, Gathered gathered, CancellationToken cancel)
    {
        var (all, own) = (0L, 0L);
        foreach (var group in await GroupsAsync(kind, cancel))
        {
            if (gathered.HasFor(group.Language, group.Topics, outlet.Language))
            {
                (all, own) = (all + group.All, own + group.AtOwnHour);
            }
        }
        return new Readers(all, own);
    }

    private async Task<IReadOnlyList<Group>> GroupsAsync(DigestKind kind, CancellationToken cancel)
    {
        if (counted.TryGetValue(kind, out var known) && time.GetUtcNow() - known.At < Kept)
        {
            return known.Groups;
        }
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT language, topics, count(*), count(hour) FROM subscribers WHERE state = 'confirmed' AND cadence = @cadence GROUP BY language, topics";
        Sql.Add(command, ("cadence", FreezeDigest.Cadence(kind)));
        var groups = new List<Group>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            groups.Add(new Group(rows.GetString(0), rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3)));
        }
        counted[kind] = new Counted(time.GetUtcNow(), groups);
        return groups;
    }

    private sealed record Group(string Language, string Topics, long All, long AtOwnHour);

    private sealed record Counted(DateTimeOffset At, IReadOnlyList<Group> Groups);
}
