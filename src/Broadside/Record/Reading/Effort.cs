namespace Broadside.Record.Reading;

/// <summary>Counts how often the rules look at a word, a mark or a name. A test holds it to a multiple of the text's length: what a clock says depends on the machine.</summary>
internal sealed class Effort
{
    public long Steps { get; private set; }

    public void Look() => Steps++;

    public void Look(int times) => Steps += times;
}
