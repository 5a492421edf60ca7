using System.Security.Cryptography;
using System.Text;

namespace Broadside.Import.Sample;

/// <summary>
/// Ids of the sample, made from file names: the same on every machine and in every run, so that a second run finds what
/// the first one made, and tests and dossiers can point to a paragraph.
/// </summary>
public static class SampleIds
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private const int ArticleLength = 20;

    private const int BlockLength = 8;

    public static string Article(string fileName) => Of("article/" + fileName, ArticleLength);

    public static string Block(string fileName, int number) => Of($"block/{fileName}/{number}", BlockLength);

    // Any letter of the alphabet is 5 bits; a byte's lower five are as evenly spread as the whole.
    private static string Of(string name, int length) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes("sample/" + name)).Take(length).Select(b => Alphabet[b & 31]));
}
