// What one headline says of a meeting, by trap and by language; headlines are our own.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stageSaid } from '../../../src/core/summits/claims.ts';
import { NOTHING_AROUND } from '../../../src/core/summits/identify.ts';
import { readOne } from '../../../src/core/summits/sentences.ts';
import { leaders } from './fixtures.ts';

const AT = Date.parse('2025-06-10T08:00Z');

function said(title: string, language: string): string {
  return stageSaid(readOne(title, language, AT, leaders, NOTHING_AROUND)).coarse;
}

const CASES: Readonly<Record<string, readonly (readonly [title: string, coarse: string])[]>> = {
  en: [
    ['Modi and Macron sign submarine pact', 'done'],
    ['Xi sits beside Lula at long table, toasts and all', 'live'],
    ['Three hours with Putin for Erdogan', 'done'],
    ['Trump may meet Putin in Vienna', 'talk_of'],
    ['Macron ready to meet Xi, aide says', 'talk_of'],
    ['Modi invites Starmer to Delhi', 'talk_of'],
    ['Trump and Xi to meet in Seoul on 30 October', 'on'],
    ['Merz agrees to meet Erdogan', 'on'],
    ['Putin heads to Beijing for talks with Xi', 'on'],
    ['Netanyahu confirms meeting with Trump next week', 'on'],
    ['Lula arrives in Paris for talks with Macron', 'live'],
    ['G20 leaders gather in Rio', 'live'],
    ['Trump greets Carney at the White House', 'live'],
    ['Trump met Modi in New York', 'done'],
    ['Five takeaways from the Trump-Xi summit', 'done'],
    ['NATO summit ends with no deal on spending', 'done'],
    ['Trump calls off summit with Putin', 'called_off'],
    ['Visit of Macron to Rome postponed', 'called_off'],
    ['Putin refuses to meet Zelenskyy', 'denied'],
    ['Kremlin denies plan for meeting of Putin and Trump', 'denied'],
    // A threat is no decision, and a rumour of an end none either.
    ['Trump threatens to pull out of summit with Xi', 'none'],
    ['Summit of Trump and Xi may be called off, channel claims', 'none'],
    // Something else is called off; one guest leaves; one guest stays away.
    ['Trump cancels news conference at G7 summit', 'none'],
    ['Trump to leave G7 summit early', 'none'],
    ['Modi to skip BRICS summit', 'none'],
    // Before it begins nothing is known of it.
    ['What to expect when Trump meets Xi', 'none'],
    ['Oil steady ahead of Trump-Putin summit', 'none'],
    ['Macron to raise trade with Xi at summit', 'none'],
  ],
  uk: [
    ['Зеленський готовий зустрітися з Путіним', 'talk_of'],
    ['Макрон зустрінеться з Мерцом у Парижі', 'on'],
    ['Зеленський прибув до Польщі з візитом', 'live'],
    ['Трамп зустрівся з Ердоганом у Стамбулі', 'done'],
    ['Візит Макрона до Польщі відкладено', 'called_off'],
    ['Путін відмовився зустрічатися із Зеленським', 'denied'],
  ],
  ru: [
    ['Три часа с Эрдоганом: Путин вышел к прессе', 'done'],
    ['Путин готов встретиться с Трампом', 'talk_of'],
    ['Макрон посетит Китай на следующей неделе', 'on'],
    ['Моди прилетел в Москву с визитом', 'live'],
    ['Си Цзиньпин встретился с Макроном в Париже', 'done'],
    ['Эрдоган отменил визит в США', 'called_off'],
    ['В Кремле опровергли встречу Путина и Зеленского', 'denied'],
  ],
  de: [
    ['Umarmung im Schlosshof: Merz und Macron', 'live'],
    ['Merz bereit zu Treffen mit Putin', 'talk_of'],
    ['Merz trifft Macron am Freitag in Paris', 'on'],
    ['G7-Gipfel hat begonnen', 'live'],
    ['Nato-Gipfel endet ohne Einigung', 'done'],
    ['Treffen von Merz und Erdoğan abgesagt', 'called_off'],
    ['Putin lehnt Treffen mit Selenskyj ab', 'denied'],
  ],
  fr: [
    ['Macron et Merz signent un pacte de défense', 'done'],
    ['Macron prêt à rencontrer Poutine', 'talk_of'],
    ['Macron recevra Modi jeudi', 'on'],
    ['Erdogan en visite à Riyad', 'live'],
    ['Macron a rencontré Meloni à Rome', 'done'],
    ['Macron annule sa visite à Moscou', 'called_off'],
    ['Poutine refuse de rencontrer Zelensky', 'denied'],
  ],
  es: [
    ['Abrazo de Lula y Petro en Bogotá', 'live'],
    ['Putin está dispuesto a reunirse con Trump', 'talk_of'],
    ['Sánchez recibirá a Macron el 28 de junio', 'on'],
    ['Comenzó la cumbre del G20 en Río', 'live'],
    ['Milei se reunió con Meloni en Roma', 'done'],
    ['Se postergó la cumbre del Mercosur', 'called_off'],
    ['Putin rechazó reunirse con Zelenski', 'denied'],
  ],
};

for (const [language, cases] of Object.entries(CASES)) {
  describe(`what a headline says (${language})`, () => {
    for (const [title, coarse] of cases) it(`${coarse}: ${title}`, () => assert.equal(said(title, language), coarse));
  });
}
