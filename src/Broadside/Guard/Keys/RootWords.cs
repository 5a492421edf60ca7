using System.Security.Cryptography;
using System.Text;
using Broadside.Kit;

namespace Broadside.Guard.Keys;

/// <summary>
/// Sixteen bytes as words that a person can write down and type again: one word for a byte, and two more as a check. No two
/// of the 256 words begin with the same three letters, so a smudged end does not matter.
/// </summary>
internal static class RootWords
{
    public const int Bytes = 16;
    private const int Check = 2;

    internal static readonly string[] List =
        """
        able acid actor adult after agent alarm alley amber angel ankle apple arch armor arrow atlas
        attic aunt autumn award axis bacon badge baker bamboo banner barn basket beach bell bench berry
        birch bison blanket blue body boat bolt border bottle branch brick bronze brush bucket bull bundle
        butter cabin cactus camel candle carbon castle cedar cement chair cheese circle citrus clay cliff cloud
        coach coffee comet copper coral cotton cousin cradle crew crisp crowd crystal cup curtain cycle dance
        deck delta desert diamond dinner doctor dolphin donkey dragon drift drum duck dust eagle earth echo
        edge eight elbow elephant ember engine envelope equal estate evening fabric falcon farmer feather fence field
        finger fish flag flour flute focus forest fossil frame fresh frost fruit fund gallery garden gentle
        ginger glass globe goat gold grain green guitar hammer harbor hazel helmet herb hill history hobby
        honey horse hotel hunter ice idea igloo index iron island ivory jacket jelly jewel journey judge
        jungle kettle kidney kitchen knee label ladder lake lamp lantern lemon letter lion lizard locker lunch
        magnet maple marble meadow melon metal milk mirror model monkey morning motor mule music napkin needle
        nickel noble north nurse oak ocean olive onion orange orbit otter oven owl oxygen paddle palace
        paper pasta pebble pencil piano pilot planet pocket pond potato prince pump quarter quiet rabbit radio
        raven record ribbon river robin rocket rubber sail salmon scarf school shadow silver sister smoke soup
        spoon square stone summer table teacher ticket tower tunnel uncle valley velvet violin wagon winter zebra
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public static string Of(ReadOnlySpan<byte> entropy) =>
        string.Join(' ', entropy.ToArray().Concat(Sum(entropy)).Select(b => List[b]));

    public static Outcome<byte[]> Read(string? text)
    {
        var words = (text ?? "").ToLowerInvariant().Split([' ', '\t', '\r', '\n', ',', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Bytes + Check)
        {
            return new Refusal("root_words", $"The root key is {Bytes + Check} words; these are {words.Length}.", "words");
        }
        var bytes = new byte[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            var found = Array.FindIndex(List, w => w == words[i]);
            found = found < 0 && words[i].Length >= 3 ? Array.FindIndex(List, w => w.StartsWith(words[i][..3], StringComparison.Ordinal)) : found;
            if (found < 0)
            {
                return new Refusal("root_words", $"Word {i + 1} is none of the list: look at it once more.", "words");
            }
            bytes[i] = (byte)found;
        }
        var entropy = bytes[..Bytes];
        return Sum(entropy).AsSpan().SequenceEqual(bytes.AsSpan(Bytes))
            ? entropy
            : new Refusal("root_words", "The words do not fit together: one of them is another, or two changed places.", "words");
    }

    private static byte[] Sum(ReadOnlySpan<byte> entropy) => SHA256.HashData([.. Encoding.ASCII.GetBytes("broadside root words"), .. entropy])[..Check];
}
