using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>Lists, however nested and however badly: one block with a level for each item. A figure or table inside splits the list.</summary>
internal sealed class ListReading(BodyWalk walk)
{
    private const int Deepest = 3;

    private readonly List<ListItem> items = [];
    private bool ordered;
    private int? start;
    private int level = -1;
    private int counted;
    private bool inner;

    public void Read(IElement element)
    {
        if (walk.Place.Kind == PlaceKind.Inside)
        {
            Lines(element);
            return;
        }
        var isOrdered = element.LocalName == "ol";
        if (level < 0)
        {
            walk.Flush();
            (ordered, counted) = (isOrdered, 0);
            start = isOrdered && int.TryParse(element.GetAttribute("start"), out var first) && first is > 1 and < 100_000 ? first : null;
        }
        else
        {
            EndItem();
        }
        var (outerPlace, outerInner) = (walk.Place, inner);
        (level, inner) = (level + 1, isOrdered);
        walk.Place = new Place(PlaceKind.Item);
        foreach (var child in element.ChildNodes)
        {
            if (child is IText text)
            {
                walk.Line.Append(text.Data);
            }
            else if (child is IElement item)
            {
                EndsBefore(item);
                walk.Visit(item);
                EndsBefore(item);
            }
        }
        EndItem();
        (level, inner, walk.Place) = (level - 1, outerInner, outerPlace);
        if (level < 0)
        {
            Finish();
        }
    }

    /// <summary>A paragraph ended within an item: a line break; an item's end ends the text.</summary>
    public void EndText() => walk.Line.Break();

    public void EndItem()
    {
        var inline = walk.Line.Take();
        if (inline.IsEmpty)
        {
            return;
        }
        var deepest = items.Count == 0 ? 0 : items[^1].Level + 1;
        var at = Math.Min(Math.Min(level, Deepest), deepest);
        items.Add(new ListItem(inline.Text, inline.Marks, at, inner == ordered ? null : inner));
        counted += at == 0 ? 1 : 0;
    }

    /// <summary>Something that is no text stands inside: what was gathered becomes a list, the rest goes on after it.</summary>
    public void Interrupt()
    {
        EndItem();
        Finish();
    }

    private void EndsBefore(IElement item)
    {
        if (item.LocalName == "li")
        {
            EndItem();
        }
    }

    private void Finish()
    {
        if (items.Count > 0)
        {
            walk.Add(new ListBlock { Id = walk.Context.NewId(), Dir = walk.Dir, Ordered = ordered, Start = start, Items = [.. items] });
            items.Clear();
            start = ordered ? (start ?? 1) + counted : null;
            start = start is > 1 ? start : null;
            counted = 0;
        }
        walk.Settle();
    }

    private void Lines(IElement element)
    {
        walk.Line.Break();
        foreach (var item in element.Children)
        {
            walk.Line.Append("• ");
            walk.Visit(item);
            walk.Line.Break();
        }
    }
}
