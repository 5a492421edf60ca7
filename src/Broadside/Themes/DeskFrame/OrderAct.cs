using System.Globalization;

namespace Broadside.Themes.DeskFrame;

/// <summary>A press in a list that is put in order: "lead-up-2" moves the third of the leads up.</summary>
public sealed record OrderAct(string List, string What, int Place)
{
    /// <summary>Null for anything else.</summary>
    public static OrderAct? Read(string? text) => text?.Split('-') switch
    {
        [var list, var what] => new OrderAct(list, what, -1),
        [var list, var what, var place] when int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new OrderAct(list, what, number),
        _ => null,
    };

    /// <summary>The list as it stands after the press.</summary>
    public List<T> On<T>(IReadOnlyList<T> list)
    {
        var ordered = list.ToList();
        if (Place < 0 || Place >= ordered.Count)
        {
            return ordered;
        }
        var item = ordered[Place];
        switch (What)
        {
            case "up" when Place > 0:
                ordered.RemoveAt(Place);
                ordered.Insert(Place - 1, item);
                break;
            case "down" when Place < ordered.Count - 1:
                ordered.RemoveAt(Place);
                ordered.Insert(Place + 1, item);
                break;
            case "off":
                ordered.RemoveAt(Place);
                break;
        }
        return ordered;
    }
}
