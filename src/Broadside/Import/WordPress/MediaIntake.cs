using System.Collections.Concurrent;
using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Import.WordPress;

/// <summary>Takes files from the uploads folder into the library as bodies ask for them, each file once. A dry run judges them all the same and keeps none.</summary>
internal sealed class MediaIntake(AddMedia add, UploadFolder folder, AttachmentShelf attachments, string? run, CancellationToken cancel)
{
    private const int MostRemembered = 200_000;

    private readonly ConcurrentDictionary<string, Lazy<FoundMedia?>> known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ImportWarning> refused = new();
    private readonly ConcurrentDictionary<string, byte> brought = new(StringComparer.Ordinal);

    /// <summary>How many files it brought that the library did not have.</summary>
    public int Brought => brought.Count;

    /// <summary>Files that were in the folder and that the library would not take.</summary>
    public IEnumerable<ImportWarning> TakeRefused()
    {
        while (refused.TryDequeue(out var warning))
        {
            yield return warning;
        }
    }

    public FoundMedia? Find(string address)
    {
        var key = UploadAddress.Key(address);
        if (known.Count > MostRemembered)
        {
            known.Clear();
        }
        return known.GetOrAdd(key, _ => new Lazy<FoundMedia?>(() => Take(address))).Value;
    }

    private FoundMedia? Take(string address)
    {
        var attachment = attachments.ByAddress(address);
        if (folder.Find(address, attachment?.File) is not { } path)
        {
            return null;
        }
        var own = attachment?.Own;
        var about = new NewMedia(own?.Name ?? Path.GetFileName(path))
        {
            Title = own?.Title,
            Licence = own?.Licence,
            FocalX = own?.FocalX is >= 0 and <= 1000 ? own.FocalX : null,
            FocalY = own?.FocalY is >= 0 and <= 1000 ? own.FocalY : null,
            Alt = attachment?.Alt,
            Caption = attachment?.Caption,
            Credit = attachment?.Credit,
            CreditUrl = attachment?.CreditUrl,
            SourceUrl = attachment?.Url ?? address,
            Source = "import " + run,
            PrepareRenditions = false,
            JudgeOnly = run is null,
        };
        // Bodies are read on threads of their own, and reading is no asynchronous thing.
        var taken = TakeAsync(add, path, about, cancel).GetAwaiter().GetResult();
        if (!taken.IsDone)
        {
            refused.Enqueue(new ImportWarning("media_refused", Path.GetFileName(path), taken.Refusal.Message));
            return null;
        }
        if (taken.Value.Source == about.Source)
        {
            brought.TryAdd(taken.Value.Sha256, 0);
        }
        return Found(taken.Value, attachment);
    }

    /// <summary>A file that lies in the folder; one that cannot be read costs itself alone.</summary>
    public static async Task<Outcome<MediaFile>> TakeAsync(AddMedia add, string path, NewMedia about, CancellationToken cancel)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return await add.RunAsync(file, about, cancel);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return new Refusal("media.unreadable", $"The file could not be opened: {e.Message}");
        }
    }

    /// <summary>What bodies need to know of a file of the library. A picture's caption in a text is the text's own affair.</summary>
    public static FoundMedia Found(MediaFile file, Attachment? attachment) => new(file.Sha256)
    {
        Width = file.Width,
        Height = file.Height,
        Alt = attachment?.Alt ?? file.Alt,
        Credit = attachment?.Credit ?? file.Credit,
        CreditUrl = attachment?.CreditUrl ?? file.CreditUrl,
        Bytes = file.Bytes,
        MediaType = file.MediaType,
        Seconds = file.Seconds,
    };
}
