using System.Data.Common;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>What a digest, a page or a command tells of the newest edition: with it every mailbox is a witness.</summary>
public sealed class EditionFacts
{
    public int Id { get; init; } = 1;

    public long Number { get; set; }

    /// <summary>SHA-256 of its <c>SHA256SUMS</c>; the first sixteen digits are what people compare.</summary>
    public string Head { get; set; } = "";

    public DateTimeOffset IssuedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Public addresses of the mirrors, a line each.</summary>
    public string Mirrors { get; set; } = "";

    public string? Onion { get; set; }

    public IReadOnlyList<string> MirrorList => Mirrors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The same for who speaks to the database without EF.</summary>
    public static async Task<EditionFacts?> ReadAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT number, head, mirrors, onion FROM edition_facts";
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new EditionFacts { Number = row.GetInt64(0), Head = row.GetString(1), Mirrors = row.GetString(2), Onion = await row.IsDBNullAsync(3, cancel) ? null : row.GetString(3) }
            : null;
    }

    /// <summary>The first sixteen digits of the head, which people compare.</summary>
    public string ShortHead => Head.Length > 16 ? Head[..16] : Head;

    /// <summary>Null while no edition was made.</summary>
    public static Task<EditionFacts?> ReadAsync(NewsroomDb db, CancellationToken cancel) => db.Set<EditionFacts>().AsNoTracking().SingleOrDefaultAsync(cancel);
}
