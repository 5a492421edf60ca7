using System.Collections.Concurrent;
using Broadside.Articles.Body;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Import.WordPress;

/// <summary>Takes files from the uploads folder into the library as bodies ask for them, each file once.</summary>
internal sealed class MediaIntake(AddMedia add, UploadFolder folder, AttachmentShelf attachments, bool dryRun, CancellationToken cancel)
{
    private const int MostRemembered = 200_000;

    private readonly ConcurrentDictionary<string, Lazy<FoundMedia?>> known = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ImportWarning> refused = new();

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
        if (dryRun)
        {
            // Stands for the file in the counts; no library is touched.
            return new FoundMedia(CanonicalJson.Sha256(System.Text.Encoding.UTF8.GetBytes(path)));
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var about = new NewMedia(Path.GetFileName(path))
        {
            Alt = attachment?.Alt,
            Caption = attachment?.Caption,
            Credit = attachment?.Credit,
            CreditUrl = attachment?.CreditUrl,
            SourceUrl = attachment?.Url ?? address,
            PrepareRenditions = false,
        };
        // Bodies are read on threads of their own, and reading is no asynchronous thing.
        var taken = add.RunAsync(file, about, cancel).GetAwaiter().GetResult();
        if (!taken.IsDone)
        {
            refused.Enqueue(new ImportWarning("media_refused", Path.GetFileName(path), taken.Refusal.Message));
            return null;
        }
        return Found(taken.Value, attachment);
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
