using System.Text.Json.Nodes;
using PodNet.Magics.Lessons;

namespace PodNet.Magics.Tests.Lessons;

public class NotebookTests
{
    /// <summary>As Jupyter writes it; the metadata is somebody else's.</summary>
    private const string AsJupyterWritesIt = """
        {
         "cells": [
          {
           "attachments": {
            "a.png": {
             "image/png": "iVBORw0="
            }
           },
           "cell_type": "markdown",
           "id": "m1",
           "metadata": {},
           "source": [
            "# Größe → \"quoted\" \\ \u0001 😀\n",
            "\n",
            "text"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 3,
           "id": "c1",
           "metadata": {
            "tags": [
             "raises-exception"
            ]
           },
           "outputs": [
            {
             "data": {
              "application/json": {
               "a": [
                1.50,
                true,
                null
               ]
              },
              "text/plain": [
               "one\n",
               "two"
              ]
             },
             "execution_count": 3,
             "metadata": {},
             "output_type": "execute_result"
            },
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "hello\n"
             ]
            }
           ],
           "source": [
            "#!lsmagic"
           ]
          },
          {
           "cell_type": "raw",
           "id": "r1",
           "metadata": {},
           "source": []
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": "x",
           "language": "C#",
           "name": "y"
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void WhatJupyterWroteComesBackByteForByte()
    {
        Notebook notebook = Notebook.Parse(AsJupyterWritesIt);

        Assert.Equal(AsJupyterWritesIt.ReplaceLineEndings("\n"), notebook.ToJson());
        Assert.Equal(("Größe → \"quoted\" \\ \u0001 😀", "C#"), (notebook.Title, notebook.Language));
        Assert.True(notebook.Cells[1].HasTag(NotebookCell.MeantToFail));
        Assert.Equal("one\ntwo", notebook.Cells[1].Outputs[0]["text/plain"]);
        Assert.Equal("hello\n", notebook.Cells[1].Outputs[1].Text);
    }

    [Fact]
    public void OtherLayoutsAreReadAndWrittenAsJupyterDoes()
    {
        string other = JsonNode.Parse(AsJupyterWritesIt)!.ToJsonString()
            .Replace("[\"#!lsmagic\"]", "\"#!lsmagic\"").Replace("[\"hello\\n\"]", "\"hello\\n\"");

        Assert.Equal(AsJupyterWritesIt.ReplaceLineEndings("\n"), Notebook.Parse(other).ToJson());
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("{", "no JSON: line 1")]
    [InlineData("null", "'null'")]
    [InlineData("[]", "another type")]
    [InlineData("{}", "no 'nbformat'")]
    [InlineData("{\"nbformat\": 3}", "the notebook format 3; only 4")]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4}", "a key stands twice in it")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"outputs\": [{\"output_type\": 5}]}]}", "another type")]
    [InlineData(
        "{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"outputs\": [{\"output_type\": \"error\", \"evalue\": []}]}]}", "another type")]
    [InlineData("{\"nbformat\": \"4\"}", "another type")]
    [InlineData("{\"nbformat\": 4}", "no list of 'cells'")]
    [InlineData("{\"nbformat\": 4, \"cells\": [1]}", "cell 1 is no object")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{}]}", "cell 1 has no 'cell_type'")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"poem\"}]}", "cell 1 has the unknown type 'poem'")]
    public void OtherFilesAreRefused(string json, string message) =>
        Assert.Contains(message, Assert.Throws<NotebookFormatException>(() => Notebook.Parse(json)).Message);
}
