using System.Text;
using Broadside.Backup.Drilling;
using Broadside.Backup.Keeping;
using Broadside.Backup.Sealing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Backup.Pages;

/// <summary>Whether the newsroom would come back: the last backup that was proven, those before, and what drills found.</summary>
[Needs(Right.ManageSite)]
public sealed class Backups(BackupQueries backups, BackupDesk desk, BackupSettings settings, KeptRecoveryKey key, TimeProvider time) : DeskPage
{
    private const string Here = "/desk/backups";
    private const int Shown = 20;

    public DateTimeOffset? LastProven { get; private set; }

    public bool IsOld { get; private set; }

    public IReadOnlyList<BackupRow> Made { get; private set; } = [];

    public IReadOnlyList<DrillRow> Drills { get; private set; } = [];

    public bool IsBusy { get; private set; }

    public string? Folder => desk.Folder;

    public string? Away => settings.Away;

    public string At => settings.At.ToString(@"hh\:mm", System.Globalization.CultureInfo.InvariantCulture);

    public int Keep => Math.Max(1, settings.Keep);

    public bool HasKey => (settings.Key ?? key.Line) is not null;

    public static IReadOnlyList<string> Found(DrillRow drill) => [.. CanonicalJson.Read<List<Finding>>(Encoding.UTF8.GetBytes(drill.Findings)).Select(f => f.Message)];

    public static bool CanBeProven(BackupRow backup) => !backup.IsEncrypted && backup.State is (BackupState.Written or BackupState.Proven) && System.IO.File.Exists(backup.File);

    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostMakeAsync(CancellationToken cancel) => await EndAsync(await desk.MakeAsync(HttpContext.Actor(), cancel), cancel);

    public async Task<IActionResult> OnPostProveAsync(string? id, CancellationToken cancel) => await EndAsync(await desk.ProveAsync(id ?? "", cancel), cancel);

    private async Task<IActionResult> EndAsync(Outcome<bool> outcome, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Redirect(Here);
        }
        await ShowAsync(cancel);
        return Refused(outcome.Refusal);
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        LastProven = await backups.LastProvenAsync(cancel);
        IsOld = LastProven is not { } last || time.GetUtcNow() - last > BackupQueries.Oldest;
        (Made, Drills) = (await backups.LatestAsync(Shown, cancel), await backups.DrillsAsync(Shown, cancel));
        IsBusy = await desk.IsBusyAsync(cancel);
    }
}
