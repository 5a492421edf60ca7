using System.Runtime.CompilerServices;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Verifying;

namespace Broadside.Mirror.Editions;

/// <summary>Whether the newsroom's own edition will soon be too old to be believed: then the site itself and every copy fail a check, however good they are.</summary>
public sealed class CheckEdition(EditionFolder own, MirrorSettings settings, Alarms alarms, TimeProvider time) : ICheck
{
    public const string Alarm = "edition-age";

    // It is renewed when 50 of its 72 hours are left: by then that has failed for a day.
    private static readonly TimeSpan Early = TimeSpan.FromHours(24);

    public string Name => "edition";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        if (Trouble() is { } trouble)
        {
            yield return trouble;
        }
    }

    /// <summary>Raises the alarm, or clears it.</summary>
    public async Task TellAsync(CancellationToken cancel)
    {
        if (Trouble() is { } trouble)
        {
            await alarms.RaiseAsync(Alarm, "edition", trouble, cancel);
        }
        else if (own.CanWrite)
        {
            await alarms.ClearAsync(Alarm, "edition", cancel);
        }
    }

    // Where no edition is kept, nobody counts on one.
    private string? Trouble()
    {
        var now = time.GetUtcNow();
        if (!settings.KeepEdition || Read() is not { } newest || newest.ExpiresAt - now >= Early)
        {
            return null;
        }
        var state = newest.ExpiresAt > now ? "holds only until" : "expired at";
        return $"The newest edition ({newest.Number}) {state} {newest.ExpiresAt:yyyy-MM-dd HH:mm} UTC and was not renewed: after that nobody who checks the site or a mirror believes it. See that `broadside serve` runs, that keys/site.key is there and that the data folder can be written.";
    }

    private EditionStatement? Read()
    {
        try
        {
            return EditionStatement.Read(File.ReadAllBytes(own.Within(EditionPath.Manifest)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
