using System.Globalization;
using System.Linq.Expressions;

namespace Broadside.Media;

/// <summary>Where a page of the library ends; the next one begins behind it.</summary>
public sealed record MediaPlace(DateTimeOffset At, string Sha256)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}-{Sha256}");

    /// <summary>What stands behind it in the library.</summary>
#pragma warning disable CA1309 // the database compares: hashes are the same in every order of letters
    public Expression<Func<MediaFile, bool>> Behind() => m => m.CreatedAt < At || (m.CreatedAt == At && string.Compare(m.Sha256, Sha256) < 0);
#pragma warning restore CA1309

    /// <summary>Null for what is no such place.</summary>
    public static MediaPlace? Read(string? text) =>
        text?.Split('-') is [var micros, var sha256] && MediaStore.IsHash(sha256)
        && long.TryParse(micros, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < TimeSpan.TicksPerDay * 365_000 / TimeSpan.TicksPerMicrosecond
            ? new MediaPlace(DateTimeOffset.UnixEpoch.AddTicks(at * TimeSpan.TicksPerMicrosecond), sha256)
            : null;
}
