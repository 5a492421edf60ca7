using AngleSharp.Dom;
using Broadside.Kit;

namespace Broadside.Articles.Body.Reading;

/// <summary>
/// Walks a parsed tree once, in reading order. Text and marks gather in <see cref="Line"/>; whatever starts a block flushes
/// what was gathered. Elements that we have no block for are walked through, so their words are never lost.
/// </summary>
internal sealed class BodyWalk
{
    private readonly List<Block> blocks = [];
    private readonly List<Block> waiting = [];
    private readonly FigureReading figures;
    private readonly ListReading lists;
    private readonly MediaReading media;
    private readonly NoteReading notes;

    private BodyWalk(ReadContext context)
    {
        Context = context;
        figures = new FigureReading(this);
        lists = new ListReading(this);
        media = new MediaReading(this);
        notes = new NoteReading(this);
    }

    public ReadContext Context { get; }

    public InlineText Line { get; private set; } = new();

    /// <summary>What the gathered text becomes when it is flushed.</summary>
    public Place Place { get; set; } = Place.Text;

    /// <summary>"rtl" or "ltr" where an element around says so.</summary>
    public string? Dir { get; private set; }

    public FigureReading Figures => figures;

    public MediaReading Media => media;

    public static ReadBody Read(IElement body, ReadContext context)
    {
        var walk = new BodyWalk(context);
        walk.notes.Find(body);
        walk.Children(body);
        walk.Flush();
        walk.notes.Emit();
        return context.Result(walk.blocks);
    }

    public void Children(INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
            {
                Line.Append(text.Data);
            }
            else if (child is IElement element)
            {
                Visit(element);
            }
        }
    }

    public void Visit(IElement element)
    {
        var look = Look.Of(element, Context);
        if (Unseen.Leaves(element, look, Context) || notes.Takes(element))
        {
            return;
        }
        var outer = Dir;
        Dir = look.Dir ?? Dir;
        Enter(element, look);
        Dir = outer;
    }

    /// <summary>An element's words and marks as one text; pictures and the like found in it wait until it is done.</summary>
    public Inline Inline(INode node)
    {
        var (line, place) = (Line, Place);
        (Line, Place) = (new InlineText(), Place.Inside);
        Children(node);
        var inline = Line.Take();
        (Line, Place) = (line, place);
        return inline;
    }

    /// <summary>Ends the text gathered so far. Inside a cell or caption that is only a line break.</summary>
    public void Flush()
    {
        if (Place.Kind == PlaceKind.Inside)
        {
            Line.Break();
            return;
        }
        if (Place.Kind == PlaceKind.Item)
        {
            lists.EndText();
            return;
        }
        var inline = Line.Take();
        if (!inline.IsEmpty || inline.Marks is not null)
        {
            blocks.Add(TextBlocks.Make(inline, Place, Dir, this));
        }
        Settle();
    }

    /// <summary>Puts a block where the walk stands; inside a text it waits until that text is done.</summary>
    public void Emit(Block block)
    {
        if (Place.Kind == PlaceKind.Inside || (Place.Kind != PlaceKind.Item && !Line.IsEmpty))
        {
            waiting.Add(block);
        }
        else if (Place.Kind == PlaceKind.Item)
        {
            lists.Interrupt();
            blocks.Add(block);
        }
        else
        {
            Settle();
            blocks.Add(block);
        }
    }

    /// <summary>Adds without regard to place; for what gathers blocks by itself.</summary>
    public void Add(Block block) => blocks.Add(block);

    /// <summary>The block put last, if it is of that kind and nothing was gathered since.</summary>
    public T? Last<T>()
        where T : Block => blocks.Count > 0 && Line.IsEmpty ? blocks[^1] as T : null;

    public void ReplaceLast(Block block) => blocks[^1] = block;

    public void RemoveLast() => blocks.RemoveAt(blocks.Count - 1);

    /// <summary>Blocks that waited for a text to end.</summary>
    public void Settle()
    {
        blocks.AddRange(waiting);
        waiting.Clear();
    }

    public void Within(Place place, INode node)
    {
        Flush();
        var outer = Place;
        Place = outer.Kind is PlaceKind.Inside or PlaceKind.Item ? outer : place;
        Children(node);
        Flush();
        Place = outer;
    }

    private void Enter(IElement element, Look look)
    {
        if (element.NamespaceUri is { } space && !space.EndsWith("/xhtml", StringComparison.Ordinal))
        {
            ForeignDrawing(element);
            return;
        }
        switch (Elements.KindOf(element))
        {
            case ElementKind.Break:
                Break();
                break;
            case ElementKind.Mark:
                InlineReading.Read(this, element, look);
                break;
            case ElementKind.Heading:
                Headline(element);
                break;
            case ElementKind.Block:
                Container(element, look);
                break;
            case ElementKind.List:
                lists.Read(element);
                break;
            case ElementKind.Quote:
                QuoteReading.Read(this, element);
                break;
            case ElementKind.Figure:
                figures.Read(element);
                break;
            case ElementKind.Picture:
                figures.Picture(element, look);
                break;
            case ElementKind.Table:
                TableReading.Read(this, element);
                break;
            case ElementKind.Code:
                Flush();
                TextBlocks.Code(this, element);
                break;
            case ElementKind.Separator:
                Flush();
                Emit(new Separator { Id = Context.NewId() });
                break;
            case ElementKind.Media:
                media.Read(element);
                break;
            default:
                Unseen.Drop(element, Context);
                if (!Defence.IsOn("dropped-elements"))
                {
                    Children(element);
                }
                break;
        }
    }

    private void Break()
    {
        if (Place.Kind is PlaceKind.Text or PlaceKind.Quote && Line.AtLineStart && !Line.IsEmpty)
        {
            Flush();
        }
        else
        {
            Line.Break();
        }
    }

    private void Headline(IElement element)
    {
        var level = Elements.HeadingLevel(element);
        Within(Place.Kind == PlaceKind.Text ? Place.OfHeading(level) : Place, element);
    }

    private void Container(IElement element, Look look)
    {
        if (figures.IsGallery(element) && figures.ReadGallery(element))
        {
            return;
        }
        if (Elements.IsCaptionBox(element) && figures.ReadBox(element))
        {
            return;
        }
        if (media.ReadCard(element))
        {
            return;
        }
        if (element.LocalName == "aside" && QuoteReading.Pulled(element))
        {
            QuoteReading.Read(this, element);
            return;
        }
        Flush();
        if (look.Lang is { } language && !Line.IsOpen(MarkKind.Lang))
        {
            Line.Open(MarkKind.Lang, language);
            Children(element);
            Flush();
            Line.Close();
            return;
        }
        Children(element);
        Flush();
    }

    private void ForeignDrawing(IElement element)
    {
        Unseen.Inspect(element, Context);
        if (element.LocalName == "math")
        {
            Line.Append(element.TextContent);
            return;
        }
        Context.Note(ReadCode.NoBlock, $"A drawing (<{element.LocalName}>) was left out.", element.TextContent.Trim());
    }
}
