namespace Broadside.Record.Reading.Gold;

/// <summary>Fractions 0–1. <c>Answered</c> is the share of gold items that got an answer at all, <c>N</c> their number.</summary>
internal sealed record Score(double Precision, double Recall, double F1, double Answered, int N)
{
    public static Score Of(int right, int given, int gold, int answered)
    {
        var precision = given == 0 ? 1 : right / (double)given;
        var recall = gold == 0 ? 1 : right / (double)gold;
        return new Score(Math.Round(precision, 4), Math.Round(recall, 4), precision + recall == 0 ? 0 : Math.Round(2 * precision * recall / (precision + recall), 4), gold == 0 ? 1 : Math.Round(answered / (double)gold, 4), gold);
    }
}

/// <summary>Counts that several texts add to.</summary>
internal sealed class Tally
{
    public int Right { get; set; }

    public int Given { get; set; }

    public int Gold { get; set; }

    public int Answered { get; set; }

    public List<string> Faults { get; } = [];

    /// <summary>Each suggestion that gold judges: the rule, what the reading says of itself, and whether it is right.</summary>
    public List<(string Rule, double Stated, bool IsRight)> Judged { get; } = [];

    public void Judge(Reason reason, bool isRight) => Judged.Add((reason.Rule, reason.Confidence, isRight));

    public Score Score => Score.Of(Right, Given, Gold, Answered);
}
