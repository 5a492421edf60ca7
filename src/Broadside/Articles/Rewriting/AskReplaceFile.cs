using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Articles.Rewriting;

/// <summary>Asks for one file of the library to take another's place everywhere.</summary>
public sealed class AskReplaceFile(MediaQueries media, AskRewrite ask)
{
    /// <param name="from">SHA-256 of the file that goes.</param>
    /// <param name="to">SHA-256 of the file that comes, or the address of its page at the desk.</param>
    /// <param name="takeWords">Whether its words go along, where it has any.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Rewrite>> RunAsync(string from, string to, bool takeWords, Actor who, CancellationToken cancel)
    {
        to = to.Trim().TrimEnd('/').Split('/', '?')[^1].ToLowerInvariant();
        if (await media.FindAsync(from, cancel) is not { } old)
        {
            return new Refusal("unknown", "There is no such file in the library.");
        }
        if (await media.FindAsync(to, cancel) is not { } file)
        {
            return new Refusal("replace_no_file", "No file of the library has this number. Copy its SHA-256 or its page’s address.", "To");
        }
        if (old.Sha256 == file.Sha256)
        {
            return new Refusal("replace_same_file", "That is the same file.", "To");
        }
        if (MediaType.Named(old.MediaType)?.Kind != MediaType.Named(file.MediaType)?.Kind)
        {
            return new Refusal("replace_other_kind", "A picture takes a picture’s place, a sound a sound’s. These two are of different kinds.", "To");
        }
        var spec = new ReplaceFile(old.Sha256, file.Sha256)
        {
            Width = file.Width,
            Height = file.Height,
            Moving = file.Animated ? file.MediaType : null,
            MediaType = file.MediaType,
            Bytes = file.Bytes,
            Seconds = file.Seconds,
            FocalX = file.FocalX,
            FocalY = file.FocalY,
            Words = takeWords ? new ReplaceFile.NewWords(file.Alt, file.Caption, file.Credit, file.CreditUrl) : null,
        };
        return await ask.RunAsync(spec, who, cancel);
    }
}
