using Broadside.Articles.Rewriting;
using Broadside.Themes;

namespace Broadside.Articles.Rewriting.Pages;

/// <summary>Says in the reader's language what a change to many articles is.</summary>
internal static class ChangeWords
{
    public static string Of(Words words, RewriteSpec spec) => spec switch
    {
        ReplaceText text => words.Text("change_says.text", ("find", text.Find), ("with", text.With)),
        MoveName { Merges: true } move => words.Text("change_says.merge", ("list", words.Text("name_list." + move.List.ToString().ToLowerInvariant())), ("from", move.OldName), ("to", move.Name)),
        MoveName move when move.From == move.To => words.Text("change_says.rename", ("list", words.Text("name_list." + move.List.ToString().ToLowerInvariant())), ("from", move.OldName), ("to", move.Name)),
        MoveName move => words.Text("change_says.move", ("list", words.Text("name_list." + move.List.ToString().ToLowerInvariant())), ("from", move.OldName), ("to", move.Name), ("address", $"/{move.List.ToString().ToLowerInvariant()}/{move.To}/")),
        ReplaceFile file => words.Text("change_says.media", ("from", file.From[..12]), ("to", file.To[..12])),
        _ => spec.Why,
    };
}
