/** placeholder */
package dev.neurite;
