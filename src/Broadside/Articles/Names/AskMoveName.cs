using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Articles.Names;

/// <summary>Asks for a topic, tag, person or series to be renamed, or to become one with another.</summary>
public sealed class AskMoveName(NameQueries names, AskRewrite ask)
{
    private const int Longest = 120;

    /// <summary>Another name, another address, or both.</summary>
    public async Task<Outcome<Rewrite>> RenameAsync(NameList list, string from, string? name, string? slug, Actor who, CancellationToken cancel)
    {
        var (called, to) = ((name ?? "").Trim(), Slug.From(string.IsNullOrWhiteSpace(slug) ? from : slug));
        if (await names.FindAsync(list, from, cancel) is not { } entry)
        {
            return new Refusal("unknown", "Nothing stands at this address.");
        }
        if (called.Length is 0 or > Longest)
        {
            return new Refusal("name_missing", $"Write a name of at most {Longest} letters.", "Name");
        }
        if (to.Length == 0)
        {
            return new Refusal("name_address", "An address is made of letters, numbers and dashes.", "Slug");
        }
        if (to == from && called == entry.Name)
        {
            return new Refusal("name_same", "That is what it is called already.", "Name");
        }
        if (to != from && await names.FindAsync(list, to, cancel) is not null)
        {
            return new Refusal("name_taken", "Another one has this address. Choose a different one, or make the two one below.", "Slug");
        }
        return await ask.RunAsync(new MoveName(list, from, to, called) { OldName = entry.Name }, who, cancel);
    }

    /// <summary>All that stands under one stands under the other from then on.</summary>
    public async Task<Outcome<Rewrite>> MergeAsync(NameList list, string from, string? into, Actor who, CancellationToken cancel)
    {
        var to = (into ?? "").Trim().Trim('/').Split('/')[^1];
        if (await names.FindAsync(list, from, cancel) is not { } entry)
        {
            return new Refusal("unknown", "Nothing stands at this address.");
        }
        if (to == from)
        {
            return new Refusal("name_itself", "Choose another one than itself.", "Into");
        }
        if (to.Length == 0 || await names.FindAsync(list, to, cancel) is not { } other)
        {
            return new Refusal("name_unknown", "There is none with this address. Copy the last part of its address.", "Into");
        }
        return await ask.RunAsync(new MoveName(list, from, to, other.Name) { OldName = entry.Name, Merges = true }, who, cancel);
    }
}
