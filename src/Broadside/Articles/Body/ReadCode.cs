namespace Broadside.Articles.Body;

/// <summary>The codes of <see cref="ReadNote"/>.</summary>
public static class ReadCode
{
    /// <summary>A link inside an element that readers cannot see. Left out.</summary>
    public const string HiddenLink = "hidden_link";

    /// <summary>Text inside an element that readers cannot see. Left out.</summary>
    public const string HiddenText = "hidden_text";

    /// <summary>A link with no words. Left out.</summary>
    public const string EmptyLink = "empty_link";

    public const string Script = "script";

    /// <summary>A frame, object or applet of an unknown host. Left out.</summary>
    public const string Frame = "frame";

    /// <summary>An event handler attribute, as <c>onclick</c>. Left out.</summary>
    public const string Handler = "handler";

    /// <summary>Encoded content: a long run of base64, <c>eval</c>, a <c>data:</c> address.</summary>
    public const string Encoded = "encoded";

    /// <summary>An address of a kind that is not allowed, as <c>javascript:</c>. Its words are kept.</summary>
    public const string Address = "address";

    /// <summary>A picture that only counts readers. Left out.</summary>
    public const string Tracker = "tracker";

    /// <summary>A link that the operator asked to strip. Its words are kept.</summary>
    public const string Stripped = "stripped";

    public const string Style = "style";

    public const string Form = "form";

    /// <summary>Something that has no block of its own; its words are kept.</summary>
    public const string NoBlock = "no_block";

    /// <summary>Elements nested deeper than anyone writes; their words are kept.</summary>
    public const string Deep = "deep";
}
