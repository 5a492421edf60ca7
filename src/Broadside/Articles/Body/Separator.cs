namespace Broadside.Articles.Body;

public sealed record Separator : Block;
