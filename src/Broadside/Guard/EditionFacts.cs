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

    /// <summary>Null while no edition was made.</summary>
    public static Task<EditionFacts?> ReadAsync(NewsroomDb db, CancellationToken cancel) => db.Set<EditionFacts>().AsNoTracking().SingleOrDefaultAsync(cancel);
}
